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

    private static final Separator[] ALL = values();

    private final String written;

    Separator(String written) {
        this.written = written;
    }

    static Separator of(int codePoint) {
        if (codePoint >= '0' && codePoint != ':' && codePoint != '_' && codePoint < 0x80) {
            return NOTHING;
        }
        for (Separator separator : ALL) {
            if (codePoint >= 0 && separator.written.indexOf(codePoint) >= 0) {
                return separator;
            }
        }
        return NOTHING;
    }
}
