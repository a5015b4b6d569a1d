package org.llmops.router.call;

import java.util.HashMap;
import java.util.Map;

/**
 * A request in a provider's words.
 *
 * @param method of HTTP
 * @param path to be appended to the provider's base URL
 * @param headers beside those every request has
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that are passed on, never compared.
public record ProviderRequest(String method, String path, Map<String, String> headers, byte[] body) {
    /** JSON that is posted. */
    public ProviderRequest(String path, Map<String, String> headers, byte[] body) {
        this("POST", path, headers, body);
    }

    /** The same with further headers; of two with one name theirs counts. */
    ProviderRequest with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new ProviderRequest(method, path, all, body);
    }
}
