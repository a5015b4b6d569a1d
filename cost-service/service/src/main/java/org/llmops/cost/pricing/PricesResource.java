package org.llmops.cost.pricing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Serves the price book in force, which is the same in every workspace. */
@Path("/v1")
class PricesResource {
    private final CurrentPrices prices;
    private final Clock clock;

    PricesResource(CurrentPrices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @GET
    @Path("/prices")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The price book's rules, by id; those of a provider, for a model, or in force at a time")
    public Page<PriceView> list(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("model") @Nullable String model,
            @QueryParam("at") @Nullable String at,
            @Valid @BeanParam PageQuery query) {
        PriceBook book = prices.book();
        Instant moment = at == null ? null : Moment.parse("at", at);
        List<String> after = query.after(1);
        List<PriceRule> rules = book.rules().stream()
                .filter(rule -> provider == null || rule.provider().equals(provider))
                .filter(rule -> model == null || rule.match(model).isPresent())
                .filter(rule -> moment == null || rule.appliesAt(moment))
                .filter(rule -> after.isEmpty() || rule.id().compareTo(after.getFirst()) > 0)
                .sorted(Comparator.comparing(PriceRule::id))
                .limit(query.limitAndOneMore())
                .toList();
        return Page.of(rules, query.limit(), rule -> Cursor.encode(rule.id())).map(rule -> PriceView.of(rule, book));
    }

    @GET
    @Path("/quote")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The rates that apply to a model now")
    public QuoteView quote(
            @QueryParam("provider") @NotBlank String provider, @QueryParam("model") @NotBlank String model) {
        return QuoteView.of(prices.book().find(provider, model, clock.instant()));
    }
}
