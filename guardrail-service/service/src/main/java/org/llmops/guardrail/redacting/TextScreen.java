package org.llmops.guardrail.redacting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Verdict;

/**
 * Screens one text, which may come in pieces. What comes out is the same however the text is cut: a piece is released as
 * soon as no open match reaches into it, and whole texts take the same path as a single piece.
 */
public final class TextScreen {
    private final String id;
    private final List<CompiledRail> rails;
    private final Placeholders placeholders;
    private final ScreeningLimits limits;
    private final Verdict onUnscanned;
    private final boolean looksForPlaceholders;

    private final GrowingText text;
    private final int[] resumeAt;
    private final Scanner[] scanners;
    private final int lookBehind;
    private int resumePlaceholdersAt;
    private List<Span> pending = new ArrayList<>();
    private int settledTo;
    private String cutSurrogate = "";
    private final List<Finding> findings = new ArrayList<>();
    private Verdict verdict = Verdict.ALLOW;
    private long unscannedBytes;

    TextScreen(
            String id,
            Scene scene,
            List<CompiledRail> rails,
            Verdict onUnscanned,
            Placeholders placeholders,
            ScreeningLimits limits,
            int expectedLength) {
        this.id = id;
        this.rails = rails;
        this.onUnscanned = onUnscanned;
        this.placeholders = placeholders;
        this.limits = limits;
        this.text = new GrowingText(expectedLength);
        this.resumeAt = new int[rails.size()];
        this.scanners = rails.stream().map(rail -> ((LocalDetector) rail.detector()).open(scene)).toArray(Scanner[]::new);
        this.lookBehind =
                Arrays.stream(scanners).mapToInt(Scanner::lookBehind).max().orElse(0);
        this.looksForPlaceholders =
                placeholders.restoresAny() || rails.stream().anyMatch(rail -> rail.action() == Action.REDACT);
    }

    /** Takes the next piece and returns what is safe to pass on; nothing any more once the verdict is BLOCK. */
    public String feed(String piece) {
        String joined = cutSurrogate.isEmpty() ? piece : cutSurrogate + piece;
        boolean cut = !joined.isEmpty() && Character.isHighSurrogate(joined.charAt(joined.length() - 1));
        cutSurrogate = cut ? joined.substring(joined.length() - 1) : "";
        return take(cut ? joined.substring(0, joined.length() - 1) : joined);
    }

    /** No more text will come; returns what was held back. */
    public String end() {
        String released = take(cutSurrogate);
        cutSurrogate = "";
        if (!text.isComplete() && !isStopped()) {
            text.complete();
            released += advance();
        }
        return verdict == Verdict.BLOCK ? "" : released;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** In the order of the text; of a blocked stream, up to the finding that blocked it. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public @Nullable Unscanned unscanned() {
        return unscannedBytes == 0 ? null : new Unscanned(id, Unscanned.TOO_LONG, unscannedBytes);
    }

    private String take(String piece) {
        if (isStopped()) {
            return "";
        }
        if (text.isComplete()) {
            return takeUnscanned(piece);
        }
        int room = rails.isEmpty() ? Integer.MAX_VALUE : limits.maxCodePoints() - text.end();
        if (piece.length() <= room || piece.codePointCount(0, piece.length()) <= room) {
            text.append(piece);
            return advance();
        }
        int limit = piece.offsetByCodePoints(0, room);
        text.append(piece.substring(0, limit));
        text.complete();
        String scanned = advance();
        return scanned + takeUnscanned(piece.substring(limit));
    }

    private String takeUnscanned(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        unscannedBytes += piece.getBytes(StandardCharsets.UTF_8).length;
        verdict = verdict.orStricter(onUnscanned);
        return verdict == Verdict.BLOCK ? "" : piece;
    }

    private boolean isStopped() {
        return verdict == Verdict.BLOCK && limits.stopsAtBlock();
    }

    private String advance() {
        int settled = scan();
        List<Span> ready = new ArrayList<>();
        List<Span> open = new ArrayList<>();
        int before = beforeOpenSpans(settled);
        pending.forEach(span -> (span.end() <= before ? ready : open).add(span));
        pending = open;
        String released = release(ready.isEmpty() ? ready : Overlaps.settle(ready), before);
        text.discardBefore(settledTo - lookBehind);
        return released;
    }

    /** Lets every detector go on, and returns how far all of them are certain. */
    private int scan() {
        for (int rail = 0; rail < resumeAt.length; rail++) {
            CompiledRail compiled = rails.get(rail);
            resumeAt[rail] =
                    scanners[rail].scan(text, resumeAt[rail], match -> pending.add(new Span.Found(compiled, match)));
        }
        resumePlaceholdersAt =
                looksForPlaceholders ? PlaceholderNotation.scan(text, resumePlaceholdersAt, pending::add) : text.end();
        return Math.min(resumePlaceholdersAt, Arrays.stream(resumeAt).min().orElse(text.end()));
    }

    /** A span that reaches beyond what is certain may still lose to another: nothing of it is released yet. */
    private int beforeOpenSpans(int settled) {
        int before = settled;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Span span : pending) {
                if (span.start() < before && span.end() > before) {
                    before = span.start();
                    moved = true;
                }
            }
        }
        return before;
    }

    private String release(List<Span> spans, int to) {
        StringBuilder released = new StringBuilder(to - settledTo);
        for (Span span : spans) {
            text.appendTo(released, settledTo, span.start());
            settledTo = span.end();
            switch (span) {
                case Span.Found found -> released.append(settle(found));
                case Span.Literal literal -> released.append(settle(literal));
            }
            if (isStopped()) {
                return "";
            }
        }
        text.appendTo(released, settledTo, to);
        settledTo = to;
        return verdict == Verdict.BLOCK ? "" : released.toString();
    }

    private String settle(Span.Found found) {
        String original = text.substring(found.start(), found.end());
        Action action = found.rail().action();
        String placeholder =
                action == Action.REDACT ? placeholders.replace(found.match().entity(), original) : null;
        findings.add(Finding.of(id, found, placeholder));
        verdict = verdict.orStricter(action.verdict());
        return placeholder == null ? original : placeholder;
    }

    private String settle(Span.Literal literal) {
        String written = text.substring(literal.start(), literal.end());
        String restored = placeholders.restore(written);
        if (restored != null) {
            return restored;
        }
        String kept = placeholders.keepApart(written);
        verdict = kept.equals(written) ? verdict : verdict.orStricter(Verdict.REDACT);
        return kept;
    }
}
