package org.llmops.guardrail.onnx;

/** A folder is no model that can be used; the message says which, why, and how to mend it. */
final class BrokenModel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenModel(String message) {
        super(message, null, false, false);
    }

    /** What somebody else's library says of it is cut to a line. */
    static String inShort(Throwable cause) {
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return said.length() <= 200 ? said : said.substring(0, 200) + "…";
    }
}
