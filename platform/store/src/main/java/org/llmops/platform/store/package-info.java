/** The only way to the database: transactions bound to one workspace, audited and idempotent. */
@NullMarked
package org.llmops.platform.store;

import org.jspecify.annotations.NullMarked;
