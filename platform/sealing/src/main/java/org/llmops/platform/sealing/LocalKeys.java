package org.llmops.platform.sealing;

import io.smallrye.mutiny.Uni;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Wrapping keys in this process's memory: the first one wraps, all of them unwrap. */
final class LocalKeys implements KeyWrapping {
    static final int HASH_ID_BYTES = 4;

    private final Map<String, byte[]> keys;
    private final String current;
    private final byte[] currentKey;

    private LocalKeys(Map<String, byte[]> keys) {
        Map.Entry<String, byte[]> first = keys.entrySet().iterator().next();
        this.keys = keys;
        this.current = first.getKey();
        this.currentKey = first.getValue();
    }

    /**
     * @param text keys of 32 bytes in Base64, separated by commas or line ends, each with {@code <id>:} in front; a key
     *     without an id is called by the beginning of its hash
     * @param source where it came from, for people
     */
    static LocalKeys parse(String text, String source) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        text.lines()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty() && !entry.startsWith("#"))
                .forEach(entry -> add(keys, entry, source));
        if (keys.isEmpty()) {
            throw new IllegalStateException("There is no key for secrets in " + source);
        }
        return new LocalKeys(keys);
    }

    private static void add(Map<String, byte[]> keys, String entry, String source) {
        int colon = entry.indexOf(':');
        byte[] key = decode(entry.substring(colon + 1).strip(), source);
        String id = colon < 0 ? hashId(key) : entry.substring(0, colon).strip();
        if (id.isEmpty() || keys.putIfAbsent(id, key) != null) {
            throw new IllegalStateException("The keys for secrets in " + source + " need different names");
        }
    }

    private static byte[] decode(String base64, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == AesGcm.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below, without the text: it is nearly a key.
        }
        throw new IllegalStateException("Every key for secrets in " + source + " must be 32 bytes in Base64");
    }

    static String hashId(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(hash, 0, HASH_ID_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** The key whose hash begins like this, whatever it is called. */
    Optional<byte[]> byHash(String hashId) {
        return keys.values().stream().filter(key -> hashId(key).equals(hashId)).findFirst();
    }

    @Override
    public Uni<WrappedKey> wrap(byte[] key, byte[] associated) {
        return Uni.createFrom().item(() -> {
            try {
                byte[] wrapped = AesGcm.seal(currentKey, associated, key);
                return new WrappedKey(current, Base64.getEncoder().encodeToString(wrapped));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
            }
        });
    }

    @Override
    public Uni<byte[]> unwrap(WrappedKey wrapped, byte[] associated) {
        return Uni.createFrom().item(() -> {
            byte[] key = keys.get(wrapped.keyId());
            if (key == null) {
                throw new SealBroken("it was encrypted with key '" + wrapped.keyId() + "', which is not configured");
            }
            try {
                return AesGcm.open(key, associated, Base64.getDecoder().decode(wrapped.text()));
            } catch (GeneralSecurityException | IllegalArgumentException failure) {
                throw new SealBroken("its key does not open here", failure);
            }
        });
    }

    /** No name of ours holds a colon. */
    @Override
    public boolean keeps(String keyId) {
        return !keyId.startsWith(VaultTransit.PREFIX);
    }

    @Override
    public Uni<String> currentKeyId() {
        return Uni.createFrom().item(current);
    }
}
