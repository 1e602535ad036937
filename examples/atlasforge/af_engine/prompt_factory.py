"""Prompts from templates."""

TEMPLATE = """=== R&D MISSION: {stage} ===

Problem: {problem}
Cycle {cycle} of {budget}, iteration {iteration}

{guide}"""

GUIDES = {
    "PLANNING": "Understand the mission, ask nothing, write a plan with verifiable steps.",
    "BUILDING": "Follow the plan. Write code and the tests that prove it.",
    "TESTING": "Run everything. Report what fails, do not repair it here.",
    "ANALYZING": "Read the test report and decide: back to building, or on.",
    "CYCLE_END": "Summarise the cycle and propose what the next one should do.",
    "COMPLETE": "The mission is over. Write the final report.",
}


class PromptFactory:
    """Fills the template of a stage.

    >>> PromptFactory().build(
    ...     {
    ...         "current_stage": "TESTING",
    ...         "problem_statement": "Find the drift",
    ...         "current_cycle": 1,
    ...         "cycle_budget": 1,
    ...         "iteration": 0,
    ...     }
    ... ).splitlines()[0]
    '=== R&D MISSION: TESTING ==='
    """

    def build(self, mission, context=""):
        # The lessons of earlier cycles were forgotten when this was taken out of the monolith.
        prompt = TEMPLATE.format(
            stage=mission["current_stage"],
            problem=mission["problem_statement"],
            cycle=mission["current_cycle"],
            budget=mission["cycle_budget"],
            iteration=mission["iteration"],
            guide=GUIDES[mission["current_stage"]],
        )
        return f"{prompt}\n\nContext: {context}" if context else prompt
