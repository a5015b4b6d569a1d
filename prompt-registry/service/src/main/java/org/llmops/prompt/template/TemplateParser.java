package org.llmops.prompt.template;

import java.util.ArrayList;
import java.util.List;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;

/** Reads one template from left to right, each character once. */
final class TemplateParser {
    private static final int MAX_NAME_LENGTH = 64;
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String source;
    private final List<TemplatePart> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    TemplateParser(String source) {
        this.source = source;
    }

    List<TemplatePart> parse() {
        refuseUnstorable();
        int at = 0;
        for (int open = source.indexOf(OPEN); open >= 0; open = source.indexOf(OPEN, at)) {
            int backslashes = backslashesBefore(open, at);
            text.append(source, at, open - backslashes).repeat('\\', backslashes / 2);
            at = backslashes % 2 == 1 ? escaped(open) : variable(open);
        }
        text.append(source, at, source.length());
        endText();
        return parts;
    }

    private int escaped(int open) {
        text.append(OPEN);
        return open + OPEN.length();
    }

    /** @return the index behind the variable */
    private int variable(int firstBrace) {
        int name = firstBrace;
        while (name < source.length() && source.charAt(name) == '{') {
            name++;
        }
        int open = name - OPEN.length();
        text.append(source, firstBrace, open);

        int start = skipBlanks(name);
        int end = start;
        while (end < source.length() && isNamePart(source.charAt(end))) {
            end++;
        }
        int close = skipBlanks(end);
        refuseMalformed(open, start, end, close);
        endText();
        parts.add(new Variable(source.substring(start, end)));
        return close + CLOSE.length();
    }

    private void refuseMalformed(int open, int start, int end, int close) {
        if (close == source.length()) {
            throw fault(
                    open, "a variable is opened here and never closed; add '}}', or write '\\{{' for literal braces");
        }
        boolean closed = source.startsWith(CLOSE, close);
        if (start == end && closed) {
            throw fault(open, "there is no name between '{{' and '}}'; write '\\{{' for literal braces");
        }
        if (start == end) {
            throw fault(start, "a variable name cannot hold " + shown(start) + "; write '\\{{' for literal braces");
        }
        if (Character.isDigit(source.charAt(start))) {
            throw fault(start, "a variable name starts with a letter or '_', not with " + shown(start));
        }
        if (end - start > MAX_NAME_LENGTH) {
            throw fault(start, "a variable name has at most " + MAX_NAME_LENGTH + " characters");
        }
        if (!closed) {
            throw fault(
                    close,
                    "'}}' should stand here to close '" + source.substring(start, end) + "', not " + shown(close));
        }
    }

    private void refuseUnstorable() {
        int fault = StorableText.firstFault(source);
        if (fault >= 0) {
            throw fault(fault, shown(fault) + " is not text");
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(new Text(text.toString()));
            text.setLength(0);
        }
    }

    private int backslashesBefore(int index, int from) {
        int start = index;
        while (start > from && source.charAt(start - 1) == '\\') {
            start--;
        }
        return index - start;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private String shown(int index) {
        int codePoint = source.codePointAt(index);
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE
                ? "U+%04X".formatted(codePoint)
                : "'" + Character.toString(codePoint) + "'";
    }

    private MalformedTemplate fault(int index, String fault) {
        return MalformedTemplate.at(index, source, fault);
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
