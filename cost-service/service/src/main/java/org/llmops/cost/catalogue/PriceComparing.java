package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.PRICE_BOOK_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Tells two versions of prices apart. The book that the build carries counts as a version, called `shipped`. */
@ApplicationScoped
class PriceComparing {
    private final PriceLoading loading;
    private final CustomPublishing custom;

    PriceComparing(PriceLoading loading, CustomPublishing custom) {
        this.loading = loading;
        this.custom = custom;
    }

    Uni<Page<RuleChange>> books(String from, String to, PageQuery query) {
        return book(from).chain(before -> book(to).map(after -> page(before.rules(), after.rules(), query)));
    }

    Uni<Page<RuleChange>> custom(Caller caller, int from, int to, PageQuery query) {
        return custom.document(caller, from)
                .chain(before -> custom.document(caller, to)
                        .map(after -> page(
                                Stored.custom(0, before).own().rules(),
                                Stored.custom(0, after).own().rules(),
                                query)));
    }

    private Uni<PriceBook> book(String version) {
        if (version.equals(BookVersion.SHIPPED)) {
            return Uni.createFrom().item(() -> ShippedBook.read().book(0));
        }
        try {
            return loading.load(Integer.parseInt(version));
        } catch (NumberFormatException malformed) {
            throw PRICE_BOOK_UNKNOWN.because("A version is a number, or 'shipped' for that of this build");
        }
    }

    private static Page<RuleChange> page(List<PriceRule> from, List<PriceRule> to, PageQuery query) {
        List<String> after = query.after(1);
        List<RuleChange> changes = RuleChange.between(from, to).stream()
                .filter(change -> after.isEmpty() || change.id().compareTo(after.getFirst()) > 0)
                .limit(query.limitAndOneMore())
                .toList();
        return Page.of(changes, query.limit(), change -> Cursor.encode(change.id()));
    }
}
