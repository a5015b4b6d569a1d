package org.llmops.router.sealing;

/** A secret's own key, wrapped with the key of this id. */
record WrappedKey(String keyId, String text) {}
