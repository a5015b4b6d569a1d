package org.llmops.cost.leasing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a topic is behind, told from looks at where its partitions ended and how far they were counted:
 * what had come when one looked is in as soon as the counting has passed the ends seen then.
 */
final class Backlog {
    private static final int MOST_LOOKS = 900;
    private static final Duration STALE = Duration.ofSeconds(15);

    private final Deque<Look> looks = new ArrayDeque<>();
    private @Nullable Long inAt;
    private boolean allIn;

    /** Tells what was seen at a moment of {@link System#nanoTime()}. */
    synchronized void note(long at, Map<Integer, Position> partitions) {
        looks.addLast(new Look(at, partitions));
        if (looks.size() > MOST_LOOKS) {
            // Every second one: a long backlog is seen in coarser steps, and never forgotten.
            thinOut();
        }
        while (!looks.isEmpty() && looks.getFirst().isInBy(partitions)) {
            inAt = looks.removeFirst().at;
        }
        allIn = looks.isEmpty();
    }

    /** What came longer ago than this is in; zero when all was at the last look; null: nothing is known yet. */
    synchronized @Nullable Duration lag(long now) {
        if (inAt == null) {
            return null;
        }
        Duration since = Duration.ofNanos(now - inAt);
        return allIn && since.compareTo(STALE) < 0 ? Duration.ZERO : since;
    }

    private void thinOut() {
        boolean drop = false;
        for (Iterator<Look> each = looks.iterator(); each.hasNext(); drop = !drop) {
            each.next();
            if (drop) {
                each.remove();
            }
        }
    }

    /** Where a partition begins and ends, and up to where its records are counted; absent: nobody has counted any. */
    record Position(long begins, long ends, @Nullable Long counted) {
        long countedTo() {
            return counted == null ? begins : counted;
        }
    }

    private record Look(long at, Map<Integer, Position> partitions) {
        boolean isInBy(Map<Integer, Position> later) {
            Set<Map.Entry<Integer, Position>> seen = partitions.entrySet();
            return seen.stream().allMatch(each -> {
                Position now = later.get(each.getKey());
                return now != null && now.countedTo() >= each.getValue().ends();
            });
        }
    }
}
