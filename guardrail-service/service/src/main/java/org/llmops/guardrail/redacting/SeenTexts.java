package org.llmops.guardrail.redacting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.PolicyRef;

/**
 * Remembers what was found in texts, so that a long history is looked through once and not with every call. Keeps no text,
 * only fingerprints under a key that no other process has; a fingerprint covers the workspace, the policy's version, its
 * detectors' versions, and whatever else the rails looked at. What was not looked at completely is not remembered.
 */
@RegisterForReflection(
        // Caffeine finds the classes that it was generated for by name: strong, by weight, expiring after write.
        classNames = {"com.github.benmanes.caffeine.cache.SSMWW", "com.github.benmanes.caffeine.cache.PSWMW"})
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

    /** What is known of a text. */
    Memory recall(PolicyRef policy, Call call, Source source, RailSet rails, String text) {
        Fingerprint alone = Fingerprint.of(policy, call, source, rails.identity(), text);
        Object known = seen.getIfPresent(alone);
        if (known instanceof Depends depends) {
            known = seen.getIfPresent(alone.with(call, depends.around, depends.attributes));
        }
        return new Memory(alone, known instanceof Sighted sighted ? sighted : null);
    }

    /** To be called when all questions are answered, and before the text's screen concludes. */
    public void remember(Look look) {
        Fingerprint alone = look.memory.alone;
        Sighted sighted = alone == null || look.recalled() ? null : look.screen.sighted();
        if (alone == null || sighted == null) {
            return;
        }
        Depends depends = new Depends(look.scene.wasLookedAround(), look.scene.wereAttributesLookedAt());
        if (!depends.around && !depends.attributes) {
            seen.put(alone, sighted);
            return;
        }
        seen.put(alone, depends);
        seen.put(alone.with(look.call, depends.around, depends.attributes), sighted);
    }

    /** Stands for a text of which more must be known to say what is found in it. */
    private record Depends(boolean around, boolean attributes) {}

    /**
     * A text's place in memory, and what was there.
     *
     * @param alone absent when it is not to be remembered
     */
    record Memory(@Nullable Fingerprint alone, @Nullable Sighted sighted) {
        static final Memory NONE = new Memory(null, null);
    }

    /** A text's screen, and what to remember it by. */
    public static final class Look {
        private final TextScreen screen;
        private final Memory memory;
        private final Call call;
        private final Scene scene;

        Look(TextScreen screen, Memory memory, Call call, Scene scene) {
            this.screen = screen;
            this.memory = memory;
            this.call = call;
            this.scene = scene;
        }

        public TextScreen screen() {
            return screen;
        }

        /** Whether it was known from before. */
        public boolean recalled() {
            return memory.sighted != null;
        }
    }
}
