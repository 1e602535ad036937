"""The surfaces of the engines' controllers, and the uses judged by them."""
