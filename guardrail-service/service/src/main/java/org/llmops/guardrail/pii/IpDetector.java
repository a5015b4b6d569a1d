package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;

/**
 * IP addresses of both versions, with zone and prefix length but without port. Not parts of longer tokens such as
 * versions or file names, not times or hardware addresses, and not {@code a::b} of a programming language.
 */
final class IpDetector extends TokenDetector {
    private static final int MAX_RUN = 64;

    /** Two colons, or three full stops. */
    private static final int MIN_POINTS = 2;

    private static final int MAX_ZONE = 16;
    private static final int MAX_PREFIX_DIGITS = 3;
    private static final int VERSION_4_BITS = 32;
    private static final int VERSION_6_BITS = 128;

    /** Behind letters that are no hexadecimal digits an address may begin, and behind two full stops. */
    @Override
    protected long starts(Outline outline, int block) {
        long before = outline.before(Kind.HEXADECIMAL, block, 1) | outline.before(Kind.POINT, block, 1);
        long afresh = outline.before(Kind.POINT, block, 1) & outline.before(Kind.POINT, block, 2);
        return (outline.of(Kind.HEXADECIMAL, block) | outline.of(Kind.POINT, block)) & (~before | afresh);
    }

    /** Where full stops or colons follow among the hexadecimal digits. */
    @Override
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        long run = outline.of(Kind.HEXADECIMAL, block) | outline.of(Kind.POINT, block);
        long hopeful = outline.of(Kind.POINT, block) | run & Long.MIN_VALUE;
        for (int distance = 1; distance < Outline.BLOCK; distance *= 2) {
            hopeful |= run & hopeful >>> distance;
            run &= run >>> distance;
        }
        long severalPoints = 0;
        for (long left = starts & hopeful; left != 0; left &= left - 1) {
            int start = (block << 6) + Long.numberOfTrailingZeros(left);
            long points = outline.from(Kind.POINT, start);
            long other = ~(outline.from(Kind.HEXADECIMAL, start) | points);
            boolean several = Long.bitCount(points & Long.lowestOneBit(other) - 1) >= MIN_POINTS;
            severalPoints |= several ? Long.lowestOneBit(left) : 0;
        }
        return severalPoints;
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        int before = text.at(start - 1);
        if (text.at(start) == '.' || isRun(before) && !(before == '.' && text.at(start - 2) == '.')) {
            return start + 1;
        }
        int end = start;
        int points = 0;
        while (isRun(text.at(end)) && !(text.at(end) == '.' && text.at(end - 1) == '.')) {
            points += CodePoint.isHexDigit(text.at(end)) ? 0 : 1;
            if (++end - start > MAX_RUN) {
                return end;
            }
        }
        int next = text.at(end);
        if (next == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        if (points == 0) {
            return end;
        }
        int afterNext = text.at(end + 1);
        if (next == '-' && afterNext == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        boolean goesOn = CodePoint.isWord(next) || next == '-' && CodePoint.isAsciiLetter(afterNext);
        int version6Suffix = suffixEnd(text, end, VERSION_6_BITS);
        int version4Suffix = next == '/' ? suffixEnd(text, end, VERSION_4_BITS) : end;
        if (version6Suffix == UNDECIDED) {
            return UNDECIDED;
        }
        if (points < MIN_POINTS) {
            return end;
        }
        int from = CodePoint.isWord(text.at(start - 1)) ? behindFirstColon(text, start, end) : start;
        int version6End = goesOn ? 0 : version6End(text, from, end);
        if (version6End > 0) {
            int matchEnd = version6End == end ? version6Suffix : version6End;
            found.accept(Match.of("IP_ADDRESS", "ip-address", from, matchEnd, 0.9, "Is written like an IPv6 address"));
            return matchEnd;
        }
        reportVersion4(text, from, end, goesOn ? GrowingText.UNKNOWN : version4Suffix, found);
        return end;
    }

    /** One past what belongs to an address behind its digits. */
    private static int suffixEnd(GrowingText text, int end, int maxBits) {
        return switch (text.at(end)) {
            case '%' -> zoneEnd(text, end);
            case '/' -> prefixEnd(text, end, maxBits);
            default -> end;
        };
    }

    /** One past {@code /24}; the start itself when no prefix length stands here. */
    private static int prefixEnd(GrowingText text, int slash, int maxBits) {
        int position = slash + 1;
        int bits = 0;
        while (CodePoint.isAsciiDigit(text.at(position)) && position - slash <= MAX_PREFIX_DIGITS) {
            bits = bits * 10 + text.at(position++) - '0';
        }
        if (text.at(position) == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        return position == slash + 1 || bits > maxBits || CodePoint.isWord(text.at(position)) ? slash : position;
    }

    /** One past {@code %eth0}; the start itself when no zone stands here. */
    private static int zoneEnd(GrowingText text, int percent) {
        int position = percent + 1;
        while (CodePoint.isAsciiAlphanumeric(text.at(position))) {
            if (++position - percent > MAX_ZONE + 1) {
                return percent;
            }
        }
        if (text.at(position) == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        return position == percent + 1 ? percent : position;
    }

    /**
     * What follows a word belongs to it: {@code a1.2.3.4} holds no address. A colon ends the word, as in {@code IP:192.0.2.1} and
     * {@code IPv6:2001:db8::1}, unless more than a digit stands before it.
     */
    private static int behindFirstColon(GrowingText text, int start, int end) {
        int colon = text.at(start) == ':' ? start : start + 1;
        boolean single = text.at(colon) == ':' && text.at(colon + 1) != ':';
        return single && colon < end ? colon + 1 : end;
    }

    private static int version6End(GrowingText text, int from, int end) {
        int last = end;
        boolean fullStop = last > from && text.at(last - 1) == '.';
        boolean colon = last - 1 > from && text.at(last - 1) == ':' && text.at(last - 2) != ':';
        last = fullStop || colon ? last - 1 : last;
        // Two code points behind a run are never all of an address, and "::" alone names nobody.
        if (last - from < 3) {
            return 0;
        }
        String candidate = text.substring(from, last);
        return IpNotation.isVersion6(candidate) && hasDigit(candidate) ? last : 0;
    }

    private static boolean hasDigit(String candidate) {
        for (int index = 0; index < candidate.length(); index++) {
            if (CodePoint.isAsciiDigit(candidate.charAt(index))) {
                return true;
            }
        }
        return false;
    }

    /** @param suffixEnd where an address at the very end goes on to; UNKNOWN when the run is part of a longer token */
    private static void reportVersion4(GrowingText text, int from, int end, int suffixEnd, Consumer<Match> found) {
        int partStart = from;
        while (partStart < end) {
            int partEnd = partStart;
            while (partEnd < end && text.at(partEnd) != ':') {
                partEnd++;
            }
            boolean cutOff = suffixEnd == GrowingText.UNKNOWN && partEnd == end;
            int last = partEnd > partStart && text.at(partEnd - 1) == '.' ? partEnd - 1 : partEnd;
            if (!cutOff && last > partStart && IpNotation.isVersion4(text.substring(partStart, last))) {
                int matchEnd = last == end ? suffixEnd : last;
                found.accept(Match.of(
                        "IP_ADDRESS", "ip-address", partStart, matchEnd, 0.85, "Is written like an IPv4 address"));
            }
            partStart = partEnd + 1;
        }
    }

    private static boolean isRun(int codePoint) {
        return CodePoint.isHexDigit(codePoint) || codePoint == '.' || codePoint == ':';
    }
}
