package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.detecting.GrowingText;

/** A word or number and those behind it, each read when it is asked for: of most the second one tells that no address begins. */
final class AddressTokens {
    private static final int MOST = 9;

    /** So far at most all of them reach. */
    private static final int FARTHEST = MOST * (Words.MAX_LENGTH + AddressToken.MAX_GAP + 2);

    private final GrowingText text;
    private final List<AddressToken> read;

    /** So many of what is read come before the first one. */
    private final int skipped;

    private AddressTokens(GrowingText text, List<AddressToken> read, int skipped) {
        this.text = text;
        this.read = read;
        this.skipped = skipped;
    }

    static AddressTokens from(GrowingText text, AddressToken first) {
        AddressTokens tokens = new AddressTokens(text, new ArrayList<>(MOST), 0);
        tokens.read.add(first);
        return tokens;
    }

    /** Whether no more text can tell of any of them. */
    boolean areSettled() {
        return text.isComplete() || getFirst().end() + FARTHEST <= text.end() || !isOpen();
    }

    private boolean isOpen() {
        while (read.size() < MOST) {
            AddressToken.Next next = AddressToken.next(text, read.getLast().end());
            if (!(next instanceof AddressToken.Next.Found found)) {
                return next instanceof AddressToken.Next.Unknown;
            }
            read.add(found.token());
        }
        return false;
    }

    /** Whether there is one so many behind the first. */
    boolean has(int index) {
        int needed = skipped + index;
        while (read.size() <= needed && needed < MOST) {
            if (!(AddressToken.next(text, read.getLast().end()) instanceof AddressToken.Next.Found found)) {
                return false;
            }
            read.add(found.token());
        }
        return needed < read.size();
    }

    AddressToken get(int index) {
        return read.get(skipped + index);
    }

    AddressToken getFirst() {
        return get(0);
    }

    /** Those behind so many. */
    AddressTokens behind(int count) {
        return new AddressTokens(text, read, skipped + count);
    }
}
