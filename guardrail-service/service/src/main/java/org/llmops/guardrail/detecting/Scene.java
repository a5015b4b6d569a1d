package org.llmops.guardrail.detecting;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What is known around a text; the same for every chunk of it. Remembers what of it was looked at, because what was
 * found is true of the same text elsewhere only where the rest of that is the same.
 */
public final class Scene {
    /** The passages that begin in so many stretches of 8 code points are at hand for the next detector that comes to them. */
    private static final int MAX_STRETCHES = 2048;

    private static final int STRETCH = 8;

    private final WorkspaceId workspace;
    private final boolean outgoing;
    private final Source source;
    private final List<Around> around;
    private final Map<String, String> attributes;
    private volatile boolean lookedAround;
    private volatile boolean lookedAtAttributes;

    /** Of the text around the one that this scene is about, if that stands inside another. */
    private final @Nullable Scene outer;

    private final AtomicReferenceArray<@Nullable Passage> passages;
    private @Nullable Disguised disguised;

    /**
     * @param outgoing whether the text goes towards the client: an answer
     * @param around the texts of the call that an answer can be held against: system prompt, question, context, tool
     *     results; empty when the caller gave none
     * @param attributes who calls and what for, such as {@code call}, {@code app}, {@code model}, {@code route}, {@code
     *     prompt}, {@code conversation}, {@code subject}; only what is known
     */
    public Scene(
            WorkspaceId workspace,
            boolean outgoing,
            Source source,
            List<Around> around,
            Map<String, String> attributes) {
        this.workspace = workspace;
        this.outgoing = outgoing;
        this.source = source;
        this.around = List.copyOf(around);
        this.attributes = Map.copyOf(attributes);
        this.outer = null;
        this.passages = new AtomicReferenceArray<>(MAX_STRETCHES);
    }

    private Scene(Scene outer, int length) {
        this.workspace = outer.workspace;
        this.outgoing = outer.outgoing;
        this.source = outer.source;
        this.around = outer.around;
        this.attributes = outer.attributes;
        this.outer = outer;
        this.passages = new AtomicReferenceArray<>(Math.min(MAX_STRETCHES, 1 + length / STRETCH));
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public boolean outgoing() {
        return outgoing;
    }

    public Source source() {
        return source;
    }

    public List<Around> around() {
        lookedAround = true;
        return outer == null ? around : outer.around();
    }

    public Map<String, String> attributes() {
        lookedAtAttributes = true;
        return outer == null ? attributes : outer.attributes();
    }

    /** The passage of a text that begins here, if a detector has come to it a short while ago. */
    @Nullable
    Passage passage(GrowingText text, int start) {
        Passage known = passages.get(slot(start));
        if (known == null || !known.isOf(text)) {
            return null;
        }
        while (known != null && known.start() != start) {
            known = known.neighbour();
        }
        return known;
    }

    /** Keeps a passage of a text for the next detector that comes to it, with what they made of it. */
    void keep(GrowingText text, Passage passage) {
        int slot = slot(passage.start());
        Passage known = passages.get(slot);
        boolean areNeighbours = known != null
                && known.isOf(text)
                && known.start() < passage.start()
                && known.start() / STRETCH == passage.start() / STRETCH;
        // Empty lines go before many others: if one took the place of the other, each detector would cut both anew.
        passage.keepWith(areNeighbours ? known : null);
        passages.set(slot, passage);
    }

    private int slot(int start) {
        return start / STRETCH % passages.length();
    }

    /** What of a text is written in disguise; the same for all detectors that look inside. */
    Disguised disguised(GrowingText text) {
        Disguised known = disguised;
        if (known == null || !known.isOf(text)) {
            known = new Disguised(text);
            disguised = known;
        }
        return known;
    }

    /** The scene of a text that stands inside the one that this scene is about. */
    Scene inside(int length) {
        return new Scene(this, length);
    }

    /** Whether somebody has asked for the other texts. */
    public boolean wasLookedAround() {
        return lookedAround;
    }

    /** Whether somebody has asked for the attributes. */
    public boolean wereAttributesLookedAt() {
        return lookedAtAttributes;
    }

    /** Another text of the call. */
    public record Around(Source source, String text) {
        @Override
        public String toString() {
            return source.name();
        }
    }
}
