package org.llmops.router.call;

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
}
