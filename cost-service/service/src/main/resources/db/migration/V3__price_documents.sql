-- Where a version of the price book comes from: a build, or somebody who imported it. A build does not replace what was imported.
alter table price_books
    add column origin text not null default 'shipped' check (origin in ('shipped', 'imported')),
    add column published_by text not null default 'cost-service',
    add column note text;
-- To go back to an older document is to publish it again.
alter table price_books drop constraint price_books_checksum_key;
create index price_books_checksum on price_books (checksum);

-- Immutable versions of what a workspace has agreed on: prices of its own, discounts, what becomes of unpriced calls.
create table custom_prices (
    workspace     text not null,
    version       int not null check (version > 0),
    checksum      text not null,
    document      text not null,
    published_at  timestamptz not null,
    published_by  text not null,
    note          text,
    primary key (workspace, version)
);
create trigger append_only before update or delete or truncate on custom_prices
    for each statement execute function llmops_append_only();
select llmops_isolate('custom_prices');

-- What a dollar was worth. Public facts, like the price book: no workspace owns them. A later row of the same day corrects.
create table exchange_rates (
    day          date not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'USD'),
    position     bigint generated always as identity,
    per_usd      numeric not null check (per_usd > 0),
    source       text not null,
    recorded_at  timestamptz not null,
    recorded_by  text not null,
    primary key (day, currency, position)
);
create trigger append_only before update or delete or truncate on exchange_rates
    for each statement execute function llmops_append_only();
