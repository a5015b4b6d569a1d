package org.llmops.router.call.hub;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Media that travel inside a URL.
 *
 * @param type their media type, in its registered spelling
 * @param base64 the bytes
 */
public record DataUrl(String type, String base64) {
    private static final String SCHEME = "data:";
    private static final String MARK = ";base64,";
    private static final Map<String, String> REGISTERED =
            Map.of("image/jpg", "image/jpeg", "audio/mp3", "audio/mpeg", "audio/x-wav", "audio/wav");
    private static final int MAX_HEAD = 200;

    /** Empty when it is no URL of that kind. */
    public static Optional<DataUrl> of(String url) {
        int mark = url.startsWith(SCHEME) ? url.indexOf(MARK) : -1;
        if (mark < 0 || mark > MAX_HEAD) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), mark).toLowerCase(Locale.ROOT);
        int parameters = head.indexOf(';');
        String type = parameters < 0 ? head : head.substring(0, parameters);
        return Optional.of(new DataUrl(REGISTERED.getOrDefault(type, type), url.substring(mark + MARK.length())));
    }

    /** What stands behind the slash of the media type. */
    public String subtype() {
        return type.substring(type.indexOf('/') + 1);
    }
}
