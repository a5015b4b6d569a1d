package org.llmops.cost.reconciliation;

import org.llmops.platform.money.Money;

/**
 * An amount as it was written.
 *
 * @param rounding how much may have been lost by writing it with so few digits
 */
record InvoicedAmount(Money amount, Money rounding) {}
