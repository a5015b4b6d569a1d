/** What models cost: rates quoted by the cost service, and exact arithmetic with them. */
@NullMarked
package org.llmops.router.price;

import org.jspecify.annotations.NullMarked;
