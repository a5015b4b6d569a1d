package org.llmops.router.call.bedrock;

import java.util.Map;

/**
 * One message of an AWS event stream.
 *
 * @param headers those whose values are texts; the others say nothing to us
 * @param payload its body
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that are passed on, never compared.
record EventMessage(Map<String, String> headers, byte[] payload) {
    EventMessage {
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
