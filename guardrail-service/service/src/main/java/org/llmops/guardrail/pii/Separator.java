package org.llmops.guardrail.pii;

/** What may stand between two groups of an identifier, typographic variants included. */
enum Separator {
    NOTHING(""),
    SPACE(" \u00A0\u2007\u2009\u202F"),
    DASH("-\u00AD\u2010\u2011\u2012\u2013\u2212"),
    DOT("."),
    SLASH("/"),
    COLON(":"),
    UNDERSCORE("_"),
    PLUS("+"),
    PARENTHESIS("(\uFF08");

    private static final Separator[] USUAL = new Separator[256];

    static {
        for (int codePoint = 0; codePoint < USUAL.length; codePoint++) {
            USUAL[codePoint] = search(codePoint);
        }
    }

    private final String written;

    Separator(String written) {
        this.written = written;
    }

    static Separator of(int codePoint) {
        if (codePoint < USUAL.length) {
            return codePoint < 0 ? NOTHING : USUAL[codePoint];
        }
        boolean punctuation = codePoint >= 0x2000 && codePoint < 0x2300 || codePoint == 0xFF08;
        return punctuation ? search(codePoint) : NOTHING;
    }

    private static Separator search(int codePoint) {
        for (Separator separator : values()) {
            if (separator.written.indexOf(codePoint) >= 0) {
                return separator;
            }
        }
        return NOTHING;
    }
}
