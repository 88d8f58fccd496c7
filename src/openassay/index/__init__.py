"""Many assessments, kept: segments of facts and documents, a manifest of what was committed, a ledger to look things up in.

The room stands beside sources, reports and exchange. It needs the extra `index`; assessing one release
imports none of it.
"""
