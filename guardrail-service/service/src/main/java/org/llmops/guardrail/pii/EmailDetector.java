package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/**
 * E-mail addresses as people write them: a dot-atom of RFC 5322 (letters and digits of any script, RFC 6531), an @ and a
 * domain name or address literal. Left out on purpose, because in prose and URLs they stand beside an address and not in
 * it: quoted local parts and the characters {@code # & / = ? ` { | }}.
 */
final class EmailDetector implements LocalDetector, Scanner {
    /** RFC 5321 section 4.5.3.1.1. */
    private static final int MAX_LOCAL_PART = 64;

    @Override
    public Scanner open(Scene scene) {
        return this;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        Outline outline = Outline.of(text);
        int free = from;
        for (int at = outline.next(Kind.AT, free, text.end()); at < text.end(); ) {
            int localStart = localStart(text, free, at);
            int end = isAcceptable(text, localStart, at) ? EmailDomain.end(text, at + 1) : EmailDomain.NONE;
            if (end == EmailDomain.UNDECIDED) {
                return localStart;
            }
            if (end != EmailDomain.NONE) {
                found.accept(
                        Match.of("EMAIL_ADDRESS", "email", localStart, end, 0.95, "Has the form of an e-mail address"));
            }
            free = end == EmailDomain.NONE ? at + 1 : end;
            at = outline.next(Kind.AT, free, text.end());
        }
        // Of a longer token only the tail is kept open: enough to know it as too long when its @ comes.
        return text.isComplete()
                ? text.end()
                : Math.max(localStart(text, free, text.end()), text.end() - MAX_LOCAL_PART - 1);
    }

    /**
     * Where the local part begins that ends before a place, or the place itself if there is none; of one that is too long, some
     * place that shows it.
     */
    private static int localStart(GrowingText text, int from, int end) {
        int start = end;
        for (int position = end - 1; position >= from && end - start <= MAX_LOCAL_PART; position--) {
            int codePoint = text.at(position);
            boolean letterOrDigit = isLetterOrDigit(codePoint);
            boolean afresh = !isLocalPart(codePoint) || startsAfresh(text, position);
            if (letterOrDigit) {
                start = position;
            }
            if (afresh) {
                break;
            }
        }
        return start;
    }

    private static boolean isAcceptable(GrowingText text, int localStart, int at) {
        int length = at - localStart;
        return length > 0 && length <= MAX_LOCAL_PART && text.at(at - 1) != '.';
    }

    /** An address cannot reach back across this place: two dots, a drawn line, or a change from an unspaced script to Latin. */
    private static boolean startsAfresh(GrowingText text, int position) {
        int codePoint = text.at(position);
        int before = text.at(position - 1);
        if (isLetterOrDigit(codePoint)) {
            return codePoint < 0x80 && CodePoint.isUnspaced(before);
        }
        return codePoint == before && (codePoint == '.' || text.at(position - 2) == codePoint);
    }

    private static boolean isLocalPart(int codePoint) {
        return switch (codePoint) {
            case '.', '_', '%', '+', '-', '\'', '!', '$', '*', '^', '~' -> true;
            default -> isLetterOrDigit(codePoint);
        };
    }

    private static boolean isLetterOrDigit(int codePoint) {
        return CodePoint.isAlphanumeric(codePoint);
    }
}
