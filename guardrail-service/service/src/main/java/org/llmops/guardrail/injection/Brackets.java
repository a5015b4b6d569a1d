package org.llmops.guardrail.injection;

/** Which brackets of a text are open, while somebody goes through it. */
final class Brackets {
    /** Deeper than this the outermost are forgotten. */
    private static final int DEEPEST = 32;

    /** What may stand before a bracket that closes what began on a line before. */
    private static final String CLOSING = " \t,;)]}";

    private final String text;
    private final char[] open = new char[DEEPEST];
    private int depth;

    /** Where that was asked last whether it starts a line, and whether it does: nobody goes back behind it. */
    private int lastAsked = -1;

    private boolean lastStarts;

    Brackets(String text) {
        this.text = text;
    }

    /**
     * Whether the character here closes a bracket that is not open, or closes it over another one. Places are to be told in
     * their order; those without a bracket may be left out.
     */
    boolean breakAt(int index) {
        char sign = text.charAt(index);
        switch (sign) {
            case '(' -> open(')');
            case '[' -> open(']');
            case '{' -> open('}');
            case ')', ']', '}' -> {
                return !closes(sign) && !mayStandAlone(sign, index);
            }
            default -> {}
        }
        return false;
    }

    private void open(char closing) {
        if (depth == DEEPEST) {
            System.arraycopy(open, 1, open, 0, --depth);
        }
        open[depth++] = closing;
    }

    /** Whatever was opened within what closes here is closed with it. */
    private boolean closes(char closing) {
        for (int level = depth - 1; level >= 0; level--) {
            if (open[level] == closing) {
                boolean last = level == depth - 1;
                depth = level;
                return last;
            }
        }
        return false;
    }

    /** At the start of a line, where what it closes may have been cut off; in a smiley; behind the sign of an item. */
    private boolean mayStandAlone(char sign, int index) {
        int item = index;
        while (item > 0 && index - item < 2 && Character.isLetterOrDigit(text.charAt(item - 1))) {
            item--;
        }
        boolean smiles = index > 0 && ":;-=".indexOf(text.charAt(index - 1)) >= 0;
        return startsLine(index) || sign == ')' && (smiles || item < index && isBlank(item - 1));
    }

    /** Whether nothing but blanks and what closes stands before it on its line. */
    private boolean startsLine(int index) {
        int before = index - 1;
        while (before > lastAsked && CLOSING.indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        boolean starts = before < 0 || (before == lastAsked ? lastStarts : text.charAt(before) == '\n');
        lastAsked = index;
        lastStarts = starts;
        return starts;
    }

    private boolean isBlank(int index) {
        return index < 0 || Character.isWhitespace(text.charAt(index));
    }
}
