"""Tests of the evidence that is gathered while tests run."""
