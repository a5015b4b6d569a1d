package org.llmops.platform.sealing;

/**
 * A secret that only the service can read.
 *
 * @param keyId which key its own key is wrapped with
 * @param wrappedKey its own key, wrapped
 * @param sealed the secret under its own key: nonce and cipher text with tag, in Base64
 */
public record SealedSecret(String keyId, String wrappedKey, String sealed) {}
