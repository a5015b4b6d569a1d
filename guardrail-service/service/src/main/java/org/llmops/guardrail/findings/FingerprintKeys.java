package org.llmops.guardrail.findings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;
import org.llmops.platform.store.Transactions;

/** Each workspace's key for fingerprints: drawn at random when it is first needed, kept sealed, never shown. */
@ApplicationScoped
class FingerprintKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Rows rows;
    private final ContentSeals seals;
    private final Map<WorkspaceId, Fingerprints> known = new ConcurrentHashMap<>();

    FingerprintKeys(Transactions transactions, Rows rows, ContentSeals seals) {
        this.transactions = transactions;
        this.rows = rows;
        this.seals = seals;
    }

    /** Where the key lies in the database. */
    @RegisterForReflection
    record Row(String keyId, String wrappedKey, String sealed) {
        SealedSecret secret() {
            return new SealedSecret(keyId, wrappedKey, sealed);
        }
    }

    /** Empty when no key is configured to seal it with. */
    Uni<Optional<Fingerprints>> of(WorkspaceId workspace) {
        Fingerprints before = known.get(workspace);
        if (before != null || !seals.areThere()) {
            return Uni.createFrom().item(Optional.ofNullable(before));
        }
        return find(workspace)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : add(workspace).chain(() -> find(workspace)))
                .map(Optional::orElseThrow)
                .chain(row -> seals.open(place(workspace), row.secret()))
                .map(text -> known.computeIfAbsent(
                        workspace, here -> new Fingerprints(Base64.getDecoder().decode(text))))
                .map(Optional::of);
    }

    private Uni<Optional<Row>> find(WorkspaceId workspace) {
        return transactions.read(
                workspace,
                session -> rows.first(
                        session,
                        workspace,
                        Row.class,
                        "select * from fingerprint_key where workspace = :workspace",
                        Map.of()));
    }

    /** Of two that draw a key at once, one stays. */
    private Uni<Void> add(WorkspaceId workspace) {
        byte[] key = new byte[Fingerprints.KEY_BYTES];
        RANDOM.nextBytes(key);
        return seals.seal(place(workspace), Base64.getEncoder().encodeToString(key))
                .chain(secret -> transactions.write(
                        workspace,
                        session -> rows.insert(
                                session,
                                workspace,
                                "fingerprint_key",
                                List.of(new Row(secret.keyId(), secret.wrappedKey(), secret.sealed())),
                                "on conflict do nothing")));
    }

    private static SecretPlace place(WorkspaceId workspace) {
        return new SecretPlace(workspace, "fingerprints", "key");
    }
}
