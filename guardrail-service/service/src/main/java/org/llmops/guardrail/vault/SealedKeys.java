package org.llmops.guardrail.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceKeys;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Transactions;

/** Workspaces' keys, sealed in the database, and in memory once they were needed. */
@ApplicationScoped
class SealedKeys implements WorkspaceKeys {
    private static final Logger log = Logger.getLogger(SealedKeys.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
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
        return remembered != null
                ? Uni.createFrom().item(remembered)
                : aside.run(load(workspace))
                        .ifNoItem()
                        .after(settings.timeout())
                        .fail()
                        .onFailure(failure -> !(failure instanceof Problem))
                        .transform(failure -> away(workspace, failure));
    }

    private Uni<WorkspaceKey> load(WorkspaceId workspace) {
        return transactions
                .read(workspace, session -> stored.find(session, workspace))
                .chain(found ->
                        found.map(key -> Uni.createFrom().item(key.sealed())).orElseGet(() -> make(workspace)))
                .chain(secret -> secrets.open(StoredKey.place(workspace), secret))
                .map(text -> new WorkspaceKey(Base64.getDecoder().decode(text)))
                .invoke(key -> known.put(workspace, key));
    }

    /** What is kept counts, not what was made here: another instance may have been faster. */
    private Uni<SealedSecret> make(WorkspaceId workspace) {
        byte[] secret = new byte[WorkspaceKey.BYTES];
        RANDOM.nextBytes(secret);
        return secrets.seal(StoredKey.place(workspace), Base64.getEncoder().encodeToString(secret))
                .chain(secured -> transactions.write(
                        workspace, session -> stored.add(session, workspace, secured, clock.instant())))
                .chain(() -> transactions.read(workspace, session -> stored.find(session, workspace)))
                .map(found -> found.orElseThrow().sealed());
    }

    private static Throwable away(WorkspaceId workspace, Throwable failure) {
        log.errorf(failure, "The key of workspace %s cannot be read: what needs it is refused", workspace);
        return GuardrailProblem.VAULT_UNAVAILABLE.because("The workspace's key cannot be read; try again shortly");
    }
}
