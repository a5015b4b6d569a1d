package org.llmops.guardrail.onnx;

/**
 * A stretch of a text as a network takes it: tokens, among them those that stand for no text.
 *
 * @param first the number of its first token of text among all of the text's tokens
 * @param start where each token of text begins, in code points; those that stand for none have none
 * @param word which word of the text each token is of
 * @param position where in {@code ids} each token of text is
 */
record Window(long[] ids, long[] mask, long[] types, int first, int[] start, int[] end, long[] word, int[] position) {
    /** How many tokens of text it has. */
    int length() {
        return position.length;
    }

    @Override
    public String toString() {
        return "window of " + ids.length + " tokens";
    }
}
