package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.placeholders.Placeholders;
import org.llmops.guardrail.placeholders.StandIns;
import org.llmops.guardrail.policies.Verdict;

/**
 * Screens one text, which may come in pieces. What comes out is the same however the text is cut: a piece is released as
 * soon as no open match reaches into it, and whole texts take the same path as a single piece. What a judge is to be asked
 * about is held back until it is answered. Used by one thread at a time.
 */
public final class TextScreen {
    private final String id;
    private final Scene scene;
    private final RailSet rails;
    private final ScreeningLimits limits;
    private final Verdict onUnscanned;
    private final Scans scans;
    private final StandIns standIns;
    private final Outcome outcome;

    private final GrowingText text;
    private final OpenSpans spans;
    private int settledTo;
    private String cutSurrogate = "";
    private final StringBuilder lead = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private final List<Unscanned> unjudged = new ArrayList<>();
    private long unscannedBytes;
    private final boolean recalled;
    private boolean askedWhoVaries;
    private boolean concluded;

    /** @param known what its rails would find in it, if that is known of the whole text: then they do not look */
    TextScreen(
            String id,
            Scene scene,
            RailSet rails,
            Verdict onUnscanned,
            Placeholders placeholders,
            boolean followsRoutes,
            ScreeningLimits limits,
            int expectedLength,
            @Nullable Sighted known) {
        this.id = id;
        this.scene = scene;
        this.rails = rails;
        this.onUnscanned = onUnscanned;
        this.limits = limits;
        this.text = new GrowingText(Math.min(expectedLength, limits.maxCodePoints()));
        this.recalled = known != null;
        this.scans = new Scans(known == null ? rails.local() : List.of(), scene);
        this.standIns = new StandIns(placeholders, rails.redacts());
        this.spans = new OpenSpans(rails, known);
        this.outcome = new Outcome(id, scene, placeholders, followsRoutes);
        if (scans.isBroken()) {
            outcome.atLeast(Verdict.BLOCK);
        }
    }

    /** For who has time. */
    public String feed(String piece) {
        return feed(piece, Deadline.NEVER);
    }

    /** Takes the next piece and returns what is safe to pass on; nothing any more once the verdict is BLOCK. */
    public String feed(String piece, Deadline deadline) {
        String joined = cutSurrogate.isEmpty() ? piece : cutSurrogate + piece;
        boolean cut = !joined.isEmpty() && Character.isHighSurrogate(joined.charAt(joined.length() - 1));
        cutSurrogate = cut ? joined.substring(joined.length() - 1) : "";
        return take(cut ? joined.substring(0, joined.length() - 1) : joined, deadline);
    }

    /** No more text will come. What is still held back waits for the answers to {@link #questions}. */
    public void complete(Deadline deadline) {
        if (isStopped()) {
            return;
        }
        lead.append(take(cutSurrogate, deadline));
        cutSurrogate = "";
        if (!text.isComplete()) {
            text.complete();
            look(deadline);
        }
    }

    /** For who has nobody to ask: what judges were to say is taken for unsaid. Returns what was held back. */
    public String end() {
        complete(Deadline.NEVER);
        questions(false).forEach(question -> question.unanswered(Unscanned.FAILED));
        return conclude();
    }

    /**
     * What is to be asked about a complete text, once.
     *
     * @param refused whether the call is refused anyway, so that nothing is worth asking
     */
    public List<Question> questions(boolean refused) {
        if (recalled || isStopped() || text.end() == 0) {
            return List.of();
        }
        Map<String, CompiledRail> asked = new LinkedHashMap<>();
        rails.judges().forEach(rail -> asked.put(rail.id(), rail));
        spans.awaited().forEach(rail -> asked.put(rail.id(), rail));
        if (asked.isEmpty()) {
            return List.of();
        }
        String all = text.substring(0, text.end());
        if (refused || isRefused()) {
            asked.values().forEach(rail -> unjudged(rail, all, Unscanned.SKIPPED));
            return List.of();
        }
        askedWhoVaries = asked.values().stream().anyMatch(CompiledRail::answersVary);
        return asked.values().stream()
                .map(rail -> new Question(this, rail, scene, all))
                .toList();
    }

    /** Nothing will be asked or answered any more; returns what was held back. */
    public String conclude() {
        if (concluded || isStopped()) {
            return "";
        }
        concluded = true;
        String released = release(spans.takeAll(), text.end());
        String all = lead.isEmpty() && tail.isEmpty() ? released : lead + released + tail;
        String told = outcome.told(all);
        return outcome.verdict() == Verdict.BLOCK ? "" : told;
    }

    /** Whether it is certain that this text is refused. */
    public boolean isRefused() {
        return outcome.verdict() == Verdict.BLOCK || spans.refuse(outcome);
    }

    public String id() {
        return id;
    }

    public Verdict verdict() {
        return outcome.verdict();
    }

    /** In the order of the text; of a blocked stream, up to the finding that blocked it. Those in shadow come last. */
    public List<Finding> findings() {
        return Stream.concat(outcome.findings().stream(), spans.inShadow().map(span -> Finding.of(id, span, null)))
                .toList();
    }

    public List<Directive> directives() {
        return outcome.directives();
    }

    public List<Unscanned> unscanned() {
        List<Unscanned> unscanned = new ArrayList<>();
        if (unscannedBytes > 0) {
            unscanned.add(new Unscanned(id, null, Unscanned.TOO_LONG, unscannedBytes));
        }
        unscanned.addAll(scans.missed(id));
        unscanned.addAll(unjudged);
        return unscanned;
    }

    /** What may be said of the same text again without looking: absent when not all of it was looked at, or answers vary. */
    @Nullable
    Sighted sighted() {
        boolean all = unscanned().isEmpty() && !scans.isAnyOut();
        return all && text.isComplete() && !askedWhoVaries ? spans.sighted() : null;
    }

    void judged(CompiledRail judge, String all, List<Match> matches) {
        int end = text.end();
        if (matches.stream().anyMatch(match -> match.end() > end || match.length() == 0)) {
            unjudged(judge, all, Unscanned.FAILED);
            return;
        }
        List<Span.Found> found = matches.stream()
                .filter(match -> judge.standing(match.score()) != null)
                .map(match -> new Span.Found(judge, match))
                .toList();
        if (rails.confirming().containsKey(judge.id())) {
            spans.settle(judge, found.isEmpty() ? null : Span.Standing.CERTAIN);
        } else {
            spans.judged(judge, found);
        }
    }

    void unjudged(CompiledRail judge, String all, String reason) {
        unjudged.add(new Unscanned(id, judge.id(), reason, Utf8.length(all)));
        boolean counts = judge.blocksUnseen() && !reason.equals(Unscanned.SKIPPED);
        if (rails.confirming().containsKey(judge.id())) {
            spans.settle(judge, counts ? Span.Standing.CERTAIN : Span.Standing.REPORTED);
        } else if (counts) {
            outcome.atLeast(Verdict.BLOCK);
        }
    }

    private String take(String piece, Deadline deadline) {
        if (isStopped()) {
            return "";
        }
        if (text.isComplete()) {
            return takeUnscanned(piece);
        }
        int room = rails.isEmpty() ? Integer.MAX_VALUE : limits.maxCodePoints() - text.end();
        if (piece.length() <= room || piece.codePointCount(0, piece.length()) <= room) {
            scans.arrived(piece);
            text.append(piece);
            look(deadline);
            return advance();
        }
        int limit = piece.offsetByCodePoints(0, room);
        scans.arrived(piece.substring(0, limit));
        text.append(piece.substring(0, limit));
        text.complete();
        look(deadline);
        String scanned = advance();
        return scanned + takeUnscanned(piece.substring(limit));
    }

    private String takeUnscanned(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        unscannedBytes += Utf8.length(piece);
        outcome.atLeast(onUnscanned);
        if (settledTo == text.end() && !isHeld()) {
            return outcome.verdict() == Verdict.BLOCK ? "" : piece;
        }
        if (!limits.whole() && tail.length() + piece.length() > limits.maxCodePoints()) {
            // Somebody is still to be asked about what came before, and nobody can wait with that much.
            outcome.atLeast(Verdict.BLOCK);
            return "";
        }
        tail.append(piece);
        return "";
    }

    private boolean isStopped() {
        return outcome.verdict() == Verdict.BLOCK && !limits.whole();
    }

    /** Whether nothing may be told yet. */
    private boolean isHeld() {
        return limits.whole() || rails.holds();
    }

    /** Lets every rail go on. */
    private void look(Deadline deadline) {
        scans.advance(text, deadline, spans::found);
        if (scans.isBroken()) {
            outcome.atLeast(Verdict.BLOCK);
        }
        standIns.scan(text, found -> spans.add(new Span.Literal(found)));
    }

    /** Releases what is certain. */
    private String advance() {
        if (isStopped() || isHeld()) {
            return "";
        }
        int settled = Math.min(standIns.certainTo(), scans.certainTo(text));
        int before = spans.releasable(settled);
        String released = release(spans.take(before), before);
        if (!rails.keepsText()) {
            text.discardBefore(Math.min(scans.neededFrom(settledTo), settledTo));
        }
        return released;
    }

    private String release(List<Span> ready, int to) {
        StringBuilder released = new StringBuilder();
        Reshaping reshaping = null;
        for (Span span : ready.isEmpty() ? ready : Overlaps.settle(ready)) {
            if (reshaping != null && span.start() >= reshaping.span().end()) {
                finish(reshaping, released);
                reshaping = null;
            }
            if (span instanceof Span.Found found && found.reshapes()) {
                outcome.noteReshaped(found);
                tellTo(span.start(), released);
                reshaping = new Reshaping(found, released.length());
                continue;
            }
            String written = outcome.settle(span, text);
            // Nobody gets to see what stands beside a refusal.
            if (written != null && span.start() >= settledTo) {
                text.appendTo(released, settledTo, span.start());
                released.append(written);
                settledTo = span.end();
            }
            if (isStopped()) {
                return "";
            }
        }
        if (reshaping != null) {
            finish(reshaping, released);
        }
        // Most texts go on as they came, and none of them is copied.
        String rest = text.substring(settledTo, to);
        settledTo = to;
        if (outcome.verdict() == Verdict.BLOCK) {
            return "";
        }
        return released.isEmpty() ? rest : released.append(rest).toString();
    }

    private void tellTo(int to, StringBuilder released) {
        text.appendTo(released, settledTo, to);
        settledTo = to;
    }

    private void finish(Reshaping reshaping, StringBuilder released) {
        tellTo(reshaping.span().end(), released);
        String written = outcome.reshaped(reshaping.span(), released.substring(reshaping.from()));
        released.replace(reshaping.from(), released.length(), written);
    }

    /** A span that is still to be written in another form, and from where on it stands in what is released. */
    private record Reshaping(Span.Found span, int from) {}
}
