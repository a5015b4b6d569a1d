package org.llmops.platform.sealing;

/** A secret's own key, wrapped with the key of this id. */
record WrappedKey(String keyId, String text) {}
