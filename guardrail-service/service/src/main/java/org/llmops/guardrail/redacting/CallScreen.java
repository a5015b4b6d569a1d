package org.llmops.guardrail.redacting;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Placeholders;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Response;
import org.llmops.guardrail.policies.Verdict;

/** Screens the texts of one call, which share their placeholders. Holds everything; nothing outlives it. */
public final class CallScreen {
    private final @Nullable CompiledPolicy policy;
    private final Call call;
    private final Placeholders placeholders;
    private final ScreeningLimits limits;

    private CallScreen(@Nullable CompiledPolicy policy, Call call, ScreeningLimits limits) {
        this.policy = policy;
        this.call = call;
        this.placeholders =
                call.direction() == Direction.INPUT ? Placeholders.replacing() : Placeholders.restoring(call.known());
        this.limits = limits;
    }

    /**
     * Whole texts: everything is looked for, even behind what blocks.
     *
     * @param policy absent when none is in force: then texts are not scanned, and only restored
     */
    public static CallScreen ofTexts(@Nullable CompiledPolicy policy, Call call, int maxCodePoints) {
        return new CallScreen(policy, call, new ScreeningLimits(maxCodePoints, true));
    }

    /** Texts that arrive in pieces: the first finding that blocks ends everything. */
    public static CallScreen ofStreams(@Nullable CompiledPolicy policy, Call call, int maxCodePoints) {
        return new CallScreen(policy, call, new ScreeningLimits(maxCodePoints, false));
    }

    /** Opens for this call whatever writes in place of what is found; to be waited for before the first text. */
    public Uni<CallScreen> open() {
        Uni<CallScreen> opened = Uni.createFrom().item(this);
        if (policy == null) {
            return opened;
        }
        for (CompiledRail rail : policy.opened(call.direction())) {
            if (rail.response() instanceof Response.Redact redact) {
                opened = opened.call(screen -> redact.operator()
                        .open(scene(Source.USER))
                        .invoke(operator -> placeholders.open(redact.operator(), operator)));
            }
        }
        return opened;
    }

    /** Whether there is nothing to {@link #open} and to {@link #settle}. */
    public boolean isOpen() {
        return policy == null || policy.opened(call.direction()).isEmpty();
    }

    /** Makes sure of all that was written in place of something; to be waited for before any of it goes out. */
    public Uni<Void> settle() {
        return placeholders.settle();
    }

    /**
     * Starts one of the call's texts.
     *
     * @param latest whether it belongs to the latest turn
     */
    public TextScreen text(String id, Source source, boolean latest, int expectedLength) {
        return text(id, scene(source), rails(source, latest), expectedLength, null);
    }

    /**
     * Goes through a whole text, or recalls what was found in it before; what it has to ask about is not yet asked.
     *
     * @return to be given to {@link SeenTexts#remember} before it concludes
     */
    public SeenTexts.Look look(
            String id, Source source, boolean latest, String text, Deadline deadline, SeenTexts seen) {
        RailSet rails = rails(source, latest);
        Scene scene = scene(source);
        SeenTexts.Memory memory = policy == null || rails.isEmpty() || text.isEmpty()
                ? SeenTexts.Memory.NONE
                : seen.recall(policy.ref(), call, source, rails, text);
        TextScreen screen = text(id, scene, rails, text.length(), memory.sighted());
        screen.feed(text, deadline);
        screen.complete(deadline);
        return new SeenTexts.Look(screen, memory, call, scene);
    }

    private TextScreen text(String id, Scene scene, RailSet rails, int length, @Nullable Sighted known) {
        return new TextScreen(
                id,
                scene,
                rails,
                policy == null ? Verdict.ALLOW : policy.unscanned(),
                placeholders,
                call.followsRoutes(),
                limits,
                length,
                known);
    }

    public @Nullable PolicyRef policy() {
        return policy == null ? null : policy.ref();
    }

    /** Within how much time its texts are screened, if the policy says. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(policy).flatMap(CompiledPolicy::deadline);
    }

    /** Whether its texts go towards the client. */
    public boolean answers() {
        return call.direction() == Direction.OUTPUT;
    }

    /** Whether a rail for answers wants to see the other texts of the call. */
    public boolean looksAround() {
        return policy != null && policy.looksAround();
    }

    /** What was replaced on the way in and can be restored on the way out. */
    public List<Replacement> issued() {
        return placeholders.issued();
    }

    private Scene scene(Source source) {
        return new Scene(
                call.workspace(), call.direction() == Direction.OUTPUT, source, call.around(), call.attributes());
    }

    private RailSet rails(Source source, boolean latest) {
        return policy == null ? RailSet.NONE : policy.rails(call.direction(), source, latest);
    }
}
