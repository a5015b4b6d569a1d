package org.llmops.guardrail.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceKeys;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Workspaces' keys, sealed in the database, and in memory once they were needed. */
@ApplicationScoped
class SealedKeys implements WorkspaceKeys {
    private static final Logger log = Logger.getLogger(SealedKeys.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int FIRST = 1;

    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    /** So long another instance may go on with a key that was replaced, calls under way and clocks apart included. */
    static final Duration USED_ON_FOR = REMEMBERED_FOR.plusMinutes(20);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final StoredKeys stored;
    private final Secrets secrets;
    private final VaultSettings settings;
    private final Aside aside;
    private final Clock clock;
    private final Cache<WorkspaceId, WorkspaceKey> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    SealedKeys(
            Transactions transactions,
            StoredKeys stored,
            Secrets secrets,
            VaultSettings settings,
            Aside aside,
            Clock clock) {
        this.transactions = transactions;
        this.stored = stored;
        this.secrets = secrets;
        this.settings = settings;
        this.aside = aside;
        this.clock = clock;
    }

    @Override
    public Uni<WorkspaceKey> of(WorkspaceId workspace) {
        WorkspaceKey remembered = known.getIfPresent(workspace);
        return remembered != null ? Uni.createFrom().item(remembered) : inTime(workspace, load(workspace));
    }

    @Override
    public Uni<List<WorkspaceKey>> all(WorkspaceId workspace) {
        WorkspaceKey remembered = known.getIfPresent(workspace);
        Uni<WorkspaceKey> current = remembered != null ? Uni.createFrom().item(remembered) : load(workspace);
        return inTime(workspace, current.chain(() -> stored(workspace)).chain(this::opened));
    }

    /** A new key, which holds here at once and everywhere when others have forgotten the one before. */
    Uni<Integer> renew(Caller caller) {
        WorkspaceId workspace = caller.workspace();
        return of(workspace)
                .chain(() -> stored(workspace))
                .map(keys -> keys.getFirst().generation() + 1)
                .chain(generation -> sealed(workspace, generation)
                        .chain(secret -> transactions.mutate(
                                caller,
                                new Audit("vault.key.renew", "vault/keys/" + generation),
                                session -> stored.add(session, workspace, generation, secret, clock.instant())))
                        // Of two that renew it at once the first has done it for both.
                        .replaceWith(generation))
                .invoke(() -> known.invalidate(workspace));
    }

    Uni<List<VaultKeyBody>> bodies(WorkspaceId workspace) {
        return stored(workspace)
                .map(keys -> keys.stream()
                        .map(key -> new VaultKeyBody(
                                key.generation(),
                                key.generation() == keys.getFirst().generation(),
                                key.createdAt()))
                        .toList());
    }

    private Uni<List<StoredKey>> stored(WorkspaceId workspace) {
        return transactions.read(workspace, session -> stored.of(session, workspace));
    }

    private <T> Uni<T> inTime(WorkspaceId workspace, Uni<T> work) {
        return aside.run(work)
                .ifNoItem()
                .after(settings.timeout())
                .fail()
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> away(workspace, failure));
    }

    private Uni<WorkspaceKey> load(WorkspaceId workspace) {
        return stored(workspace)
                .chain(found ->
                        found.isEmpty() ? make(workspace) : Uni.createFrom().item(found))
                .chain(found -> open(found.getFirst()))
                .invoke(key -> known.put(workspace, key));
    }

    /** What is kept counts, not what was made here: another instance may have been faster. */
    private Uni<List<StoredKey>> make(WorkspaceId workspace) {
        return sealed(workspace, FIRST)
                .chain(secret -> transactions.write(
                        workspace, session -> stored.add(session, workspace, FIRST, secret, clock.instant())))
                .chain(() -> stored(workspace));
    }

    private Uni<SealedSecret> sealed(WorkspaceId workspace, int generation) {
        byte[] secret = new byte[WorkspaceKey.BYTES];
        RANDOM.nextBytes(secret);
        return secrets.seal(
                StoredKey.place(workspace, generation), Base64.getEncoder().encodeToString(secret));
    }

    /** One that does not open keeps nobody from what lies under the others. */
    private Uni<List<WorkspaceKey>> opened(List<StoredKey> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(
                        key -> open(key).onFailure(SealedKeys::isLost).recoverWithNull())
                .collect()
                .asList();
    }

    private Uni<WorkspaceKey> open(StoredKey key) {
        return secrets.open(key.place(), key.sealed())
                .map(text -> new WorkspaceKey(Base64.getDecoder().decode(text)));
    }

    private static boolean isLost(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == GuardrailProblem.SEALING_KEY_MISSING;
    }

    private static Throwable away(WorkspaceId workspace, Throwable failure) {
        log.errorf(failure, "The key of workspace %s cannot be read: what needs it is refused", workspace);
        return GuardrailProblem.VAULT_UNAVAILABLE.because("The workspace's key cannot be read; try again shortly");
    }
}
