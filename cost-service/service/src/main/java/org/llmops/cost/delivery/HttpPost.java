package org.llmops.cost.delivery;

import java.net.URI;
import java.util.Map;

/** A POST of JSON. */
record HttpPost(URI url, Map<String, String> headers, String body) {
    /** URLs and signatures are not for logs. */
    @Override
    public String toString() {
        return "POST to " + url.getHost();
    }
}
