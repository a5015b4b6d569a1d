package org.llmops.guardrail.answers;

/** What was done to make JSON of an answer that is almost JSON; none of them makes a value up. */
enum Repair {
    SURROUNDINGS("text or a code fence around the JSON left out"),
    COMMENT("comments left out"),
    TRAILING_COMMA("commas before a closing bracket left out"),
    MISSING_COMMA("missing commas set"),
    SINGLE_QUOTES("strings put in double quotes"),
    UNQUOTED_KEY("keys put in quotes"),
    PYTHON_LITERAL("True, False and None written as JSON writes them"),
    NUMBER("numbers written as JSON writes them"),
    CONTROL_CHARACTER("line ends and the like inside strings escaped"),
    ESCAPE("escapes that JSON does not know resolved"),
    TRUNCATED_TAIL("brackets closed at the end, and the member left out that was cut off there");

    private final String deed;

    Repair(String deed) {
        this.deed = deed;
    }

    String deed() {
        return deed;
    }
}
