package org.llmops.guardrail.grounding;

/** Tells questions from statements. */
final class Questions {
    private Questions() {}

    static boolean isQuestion(String sentence) {
        for (int index = sentence.length() - 1; index >= 0; index--) {
            char character = sentence.charAt(index);
            switch (character) {
                case '?', '\uFF1F', '\u061F', '\u037E' -> {
                    return true;
                }
                case '!', '.', '"', '\'', ')', '\u201D', '\u2019', '\u00BB' -> {}
                default -> {
                    if (!Character.isWhitespace(character)) {
                        return false;
                    }
                }
            }
        }
        return false;
    }
}
