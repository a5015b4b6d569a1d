package org.llmops.guardrail.topics;

import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Passage;

/** What a passage is about, alone and with what came before it; the same for all rails that ask. */
final class Gists {
    private final String before;
    private final String text;
    private final Gist alone;
    private @Nullable Gist together;

    private Gists(Passage passage) {
        this.before = passage.before();
        this.text = passage.normalised().text();
        this.alone = Gist.of(text, WordVectors.own());
    }

    static Gists of(Passage passage) {
        return passage.made(Gists.class, Gists::new);
    }

    Gist alone() {
        return alone;
    }

    Gist together() {
        Gist known = together;
        if (known == null) {
            known = Gist.of(before + text, WordVectors.own());
            together = known;
        }
        return known;
    }
}
