/** Money is set aside before a call may spend it, from budget leases held in memory. */
@NullMarked
package org.llmops.router.reserve;

import org.jspecify.annotations.NullMarked;
