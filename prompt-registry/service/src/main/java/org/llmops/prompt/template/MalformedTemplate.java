package org.llmops.prompt.template;

/** Says what is wrong with a template, and where: lines and columns count from 1, columns in Unicode code points. */
public final class MalformedTemplate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MalformedTemplate(String message) {
        super(message, null, false, false);
    }

    static MalformedTemplate at(int index, String source, String fault) {
        String before = source.substring(0, index);
        int lineStart = before.lastIndexOf('\n') + 1;
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(lineStart, index);
        return new MalformedTemplate("Line %d, column %d: %s".formatted(line, column, fault));
    }

    public String fault() {
        return String.valueOf(getMessage());
    }
}
