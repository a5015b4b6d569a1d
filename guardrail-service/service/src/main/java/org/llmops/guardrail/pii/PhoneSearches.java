package org.llmops.guardrail.pii;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What libphonenumber found in the last windows of a text, for the next detector that comes to them: it is slow. */
final class PhoneSearches {
    private static final int REMEMBERED = 256;

    private final @Nullable Search[] last = new @Nullable Search[REMEMBERED];

    private record Search(Window window, String region, List<PhoneNumberMatch> found) {
        boolean isFor(Window other, String otherRegion) {
            return window.equals(other) && region.equals(otherRegion);
        }
    }

    /**
     * Where in a text is searched.
     *
     * @param decided before which place a number has to start
     * @param digitsEnd behind the last digit
     * @param end of what is looked at
     */
    record Window(int start, int decided, int digitsEnd, int end) {}

    /** What is known of a window and a region, or else found now. */
    List<PhoneNumberMatch> of(Window window, String region, Supplier<List<PhoneNumberMatch>> search) {
        int slot = (31 * window.start + region.hashCode()) & REMEMBERED - 1;
        Search known = last[slot];
        if (known == null || !known.isFor(window, region)) {
            known = new Search(window, region, List.copyOf(search.get()));
            last[slot] = known;
        }
        return known.found;
    }
}
