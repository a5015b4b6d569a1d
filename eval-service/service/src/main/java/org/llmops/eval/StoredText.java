package org.llmops.eval;

import org.jspecify.annotations.Nullable;

/** Text in the one way in which PostgreSQL takes it and is asked for it. */
public final class StoredText {
    private StoredText() {}

    /** PostgreSQL's text holds every character but NUL, which becomes U+FFFD. */
    public static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
    }

    /** The empty text of a protobuf field means that there is none. */
    public static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : of(text);
    }
}
