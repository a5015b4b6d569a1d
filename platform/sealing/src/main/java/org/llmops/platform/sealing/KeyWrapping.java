package org.llmops.platform.sealing;

import io.smallrye.mutiny.Uni;

/** Wraps secrets' own keys with keys that never lie beside them. */
interface KeyWrapping {
    /** Fails with {@link KeysAway}. */
    Uni<WrappedKey> wrap(byte[] key, byte[] associated);

    /** Fails with {@link SealBroken} or {@link KeysAway}. */
    Uni<byte[]> unwrap(WrappedKey wrapped, byte[] associated);

    /** Whether a key with this id is kept here. */
    boolean keeps(String keyId);

    /** The key that would wrap now. */
    Uni<String> currentKeyId();
}
