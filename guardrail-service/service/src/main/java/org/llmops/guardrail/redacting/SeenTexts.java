package org.llmops.guardrail.redacting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.policies.PolicyRef;

/**
 * Remembers what was found in texts, so that a long history is looked through once and not with every call. Keeps no text,
 * only fingerprints under a key that no other process has; a fingerprint covers the workspace, the policy's version, its
 * detectors' versions, and whatever else the rails looked at. What was not looked at completely is not remembered.
 */
public final class SeenTexts {
    private final Cache<Fingerprint, Object> seen;

    /**
     * @param most so many texts and findings are remembered at once
     * @param keptFor how long a text is remembered; judges elsewhere may think differently later
     */
    public SeenTexts(long most, Duration keptFor) {
        this.seen = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((Fingerprint text, Object known) -> known instanceof Sighted sighted ? sighted.weight() : 1)
                .expireAfterWrite(keptFor)
                // Evicts on the thread that adds: nothing is left to run when a call is over.
                .executor(Runnable::run)
                .build();
    }

    /** For who has nothing to remember. */
    public static SeenTexts none() {
        return new SeenTexts(0, Duration.ZERO);
    }

    /** Recalls what is known of a text, or has its screen go through it. */
    Look look(
            PolicyRef policy,
            Call call,
            Scene scene,
            RailSet rails,
            String text,
            TextScreen screen,
            Deadline deadline) {
        Fingerprint alone = Fingerprint.of(policy, call, scene.source(), rails.identity(), text);
        Object known = seen.getIfPresent(alone);
        if (known instanceof Depends depends) {
            known = seen.getIfPresent(alone.with(call, depends.around, depends.attributes));
        }
        if (known instanceof Sighted sighted) {
            screen.recall(text, sighted);
            return new Look(screen, null, call, scene);
        }
        screen.feed(text, deadline);
        screen.complete(deadline);
        return new Look(screen, alone, call, scene);
    }

    /** To be called when all questions are answered, and before the text's screen concludes. */
    public void remember(Look look) {
        Fingerprint alone = look.alone;
        Sighted sighted = alone == null ? null : look.screen.sighted();
        Scene scene = look.scene;
        if (alone == null || sighted == null || scene == null || look.call == null) {
            return;
        }
        if (!scene.wasLookedAround() && !scene.wereAttributesLookedAt()) {
            seen.put(alone, sighted);
            return;
        }
        Depends depends = new Depends(scene.wasLookedAround(), scene.wereAttributesLookedAt());
        seen.put(alone, depends);
        seen.put(alone.with(look.call, depends.around, depends.attributes), sighted);
    }

    /** Stands for a text of which more must be known to say what is found in it. */
    private record Depends(boolean around, boolean attributes) {}

    /** A text's screen, and what to remember it by. */
    public static final class Look {
        private final TextScreen screen;
        private final @Nullable Fingerprint alone;
        private final @Nullable Call call;
        private final @Nullable Scene scene;

        private Look(
                TextScreen screen,
                @Nullable Fingerprint alone,
                @Nullable Call call,
                @Nullable Scene scene) {
            this.screen = screen;
            this.alone = alone;
            this.call = call;
            this.scene = scene;
        }

        static Look forgotten(TextScreen screen) {
            return new Look(screen, null, null, null);
        }

        public TextScreen screen() {
            return screen;
        }

        /** Whether it was known from before. */
        public boolean recalled() {
            return scene != null && alone == null;
        }
    }
}
