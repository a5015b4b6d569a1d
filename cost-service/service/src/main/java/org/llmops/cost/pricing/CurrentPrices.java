package org.llmops.cost.pricing;

import static org.llmops.cost.CostProblem.PRICE_BOOK_MISSING;
import static org.llmops.cost.CostProblem.PRICE_BOOK_UNKNOWN;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** The prices in force, in memory: the price book, what workspaces have agreed on, and rates of exchange. */
@ApplicationScoped
public class CurrentPrices {
    /** Versions that are asked for again, to price the past anew; each takes a megabyte or two. */
    private static final int KEPT_VERSIONS = 8;

    private final AtomicReference<@Nullable PriceBook> current = new AtomicReference<>();
    private final AtomicReference<ExchangeRates> exchange = new AtomicReference<>(ExchangeRates.NONE);
    private final Map<Integer, PriceBook> kept = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, CustomPrices> custom = new ConcurrentHashMap<>();

    /** @throws org.llmops.platform.problem.Problem PRICE_BOOK_MISSING before the first one is loaded */
    public PriceBook book() {
        PriceBook book = current.get();
        if (book == null) {
            throw PRICE_BOOK_MISSING.because("Try again in a moment: the service is starting");
        }
        return book;
    }

    /** @throws org.llmops.platform.problem.Problem PRICE_BOOK_UNKNOWN when it is neither in force nor kept */
    public PriceBook book(int version) {
        PriceBook book = book();
        if (book.version() == version) {
            return book;
        }
        PriceBook old = kept.get(version);
        if (old == null) {
            throw PRICE_BOOK_UNKNOWN.because("Version " + version + " of the price book is not at hand");
        }
        return old;
    }

    /** 0 when none is loaded. */
    public int version() {
        PriceBook book = current.get();
        return book == null ? 0 : book.version();
    }

    public boolean has(int version) {
        return version() == version || kept.containsKey(version);
    }

    public CustomPrices custom(WorkspaceId workspace) {
        return custom.getOrDefault(workspace, CustomPrices.NONE);
    }

    public ExchangeRates exchange() {
        return exchange.get();
    }

    /** What a workspace pays by the book in force. */
    public Price find(
            WorkspaceId workspace,
            String provider,
            String model,
            @Nullable String region,
            ServiceTier tier,
            Instant at) {
        return custom(workspace).find(book(), provider, model, region, tier, at);
    }

    /** An older version than the one at hand changes nothing: of two that are published at once, the later holds. */
    public void replace(PriceBook book) {
        current.accumulateAndGet(
                book, (known, told) -> known == null || told.version() >= known.version() ? told : known);
    }

    /** Keeps a version at hand besides the one in force. */
    public void keep(PriceBook old) {
        if (kept.size() >= KEPT_VERSIONS) {
            kept.clear();
        }
        kept.put(old.version(), old);
    }

    /** An older version than the one at hand changes nothing. */
    public void replace(WorkspaceId workspace, CustomPrices prices) {
        custom.merge(workspace, prices, (known, told) -> told.version() >= known.version() ? told : known);
    }

    public void replace(ExchangeRates rates) {
        exchange.set(rates);
    }
}
