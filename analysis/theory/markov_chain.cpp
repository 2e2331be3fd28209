#include "analysis/theory/markov_chain.hpp"

#include <Eigen/SparseLU>

#include <algorithm>
#include <utility>

namespace kouan::analysis::theory {
namespace {

/// States from which there is a way along `edges` reversed, that is, marks those that `edges` as
/// stored (row to column) lead to from `first`.
std::vector<char> reached(const RateMatrix& edges, Eigen::Index first) {
  std::vector<char> is_reached(static_cast<std::size_t>(edges.rows()), 0);
  std::vector<Eigen::Index> open{first};
  is_reached[static_cast<std::size_t>(first)] = 1;
  while (!open.empty()) {
    const Eigen::Index i = open.back();
    open.pop_back();
    for (RateMatrix::InnerIterator edge(edges, i); edge; ++edge) {
      char& mark = is_reached[static_cast<std::size_t>(edge.col())];
      if (mark || edge.value() <= 0) continue;
      mark = 1;
      open.push_back(edge.col());
    }
  }
  return is_reached;
}

/// A state that is come back to for ever: walk on to a state from which there is no way back, until
/// there is none.
Eigen::Index recurrent_state(const RateMatrix& rates, const RateMatrix& reversed) {
  Eigen::Index root = 0;
  while (true) {
    const std::vector<char> ahead = reached(rates, root);
    const std::vector<char> behind = reached(reversed, root);
    Eigen::Index next = root;
    for (std::size_t i = 0; i < ahead.size() && next == root; ++i) {
      if (ahead[i] && !behind[i]) next = static_cast<Eigen::Index>(i);
    }
    if (next == root) break;
    root = next;
  }
  const std::vector<char> behind = reached(reversed, root);
  require(std::all_of(behind.begin(), behind.end(), [](char b) { return b != 0; }),
          "where the chain ends up depends on where it starts");
  return root;
}

}  // namespace

Eigen::VectorXd stationary_distribution(const RateMatrix& rates) {
  require(rates.rows() > 0 && rates.rows() == rates.cols(), "rates must be a square matrix");
  const RateMatrix reversed = rates.transpose();
  const Eigen::Index root = recurrent_state(rates, reversed);
  // Flow into each state but the root's equals flow out of it, the root's share being 1.
  const auto shifted = [root](Eigen::Index i) { return static_cast<int>(i < root ? i : i - 1); };
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::VectorXd from_root = Eigen::VectorXd::Zero(rates.rows() - 1);
  const std::vector<char> is_recurrent = reached(rates, root);
  for (Eigen::Index i = 0; i < rates.rows(); ++i) {
    double out = 0;
    for (RateMatrix::InnerIterator move(rates, i); move; ++move) {
      const Eigen::Index j = move.col();
      if (j == i) continue;
      out += move.value();
      if (j == root) continue;
      if (i == root) {
        from_root(shifted(j)) -= move.value();
      } else {
        entries.emplace_back(shifted(j), shifted(i), move.value());
      }
    }
    if (i != root) entries.emplace_back(shifted(i), shifted(i), -out);
  }
  Eigen::VectorXd share = Eigen::VectorXd::Ones(rates.rows());
  if (rates.rows() > 1) {
    Eigen::SparseMatrix<double> balance(rates.rows() - 1, rates.rows() - 1);
    balance.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(balance);
    require(lu.info() == Eigen::Success, "the balance equations can't be solved");
    const Eigen::VectorXd others = lu.solve(from_root);
    for (Eigen::Index i = 0; i < rates.rows(); ++i) {
      if (i != root) share(i) = is_recurrent[static_cast<std::size_t>(i)] ? others(shifted(i)) : 0;
    }
  }
  return share / share.sum();
}

}  // namespace kouan::analysis::theory
