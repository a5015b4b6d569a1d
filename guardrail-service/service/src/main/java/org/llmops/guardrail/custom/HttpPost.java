package org.llmops.guardrail.custom;

import java.net.URI;
import java.util.Map;

/** A POST of JSON. */
record HttpPost(URI url, Map<String, String> headers, String body, long timeoutMs) {
    /** Texts and credentials are not for logs. */
    @Override
    public String toString() {
        return "POST to " + url.getHost();
    }
}
