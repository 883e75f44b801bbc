// What waits for the threads that take it: bounded, in an order that is the queue's own business.
#pragma once

#include <algorithm>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace uag {

/// Any number of threads put, any number take. `Order` says who has a place and who is next: add(item, rank...) gives back
/// the item that has none, that one or one that makes room for it; take() the next; size(). It is not called from two
/// threads at once. An item is null where there is none.
template <class Order> class BoundedQueue {
public:
    using Item = typename Order::Item;

    /// What the order is made of.
    template <std::convertible_to<std::size_t>... Places> explicit BoundedQueue(Places... places)
        : order_(static_cast<std::size_t>(places)...) {}

    /// The item that gets no place, which is for the caller to answer: this one or another. After stop() none gets one.
    template <class... Rank> std::optional<Item> push(Item item, Rank&&... rank) {
        std::optional<Item> refused;
        {
            const std::scoped_lock lock(mutex_);
            if (stopped_) return item;
            refused = order_.add(std::move(item), std::forward<Rank>(rank)...);
        }
        // For a place that another makes, a thread was woken when that one came.
        if (!refused) ready_.notify_one();
        return refused;
    }

    /// Waits for the next item. Null: the queue has been stopped and is empty.
    Item take_one() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return stopped_ || order_.size() != 0; });
        return order_.size() == 0 ? Item{} : order_.take();
    }

    /// Waits until there is something and takes all of it. Empty: stopped.
    std::deque<Item> take_all() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return stopped_ || order_.size() != 0; });
        return empty_order();
    }

    /// Takes the first item for which that is true out of its turn; null: there is none.
    template <class Is> Item take_if(Is is) {
        const std::scoped_lock lock(mutex_);
        return order_.take_if(std::move(is));
    }

    /// What is queued is still handed out.
    void stop() {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
        ready_.notify_all();
    }

    /// What is queued is given back, for the caller to answer.
    std::deque<Item> stop_and_empty() {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
        ready_.notify_all();
        return empty_order();
    }

    /// How many wait now.
    std::size_t size() const {
        const std::scoped_lock lock(mutex_);
        return order_.size();
    }

private:
    std::deque<Item> empty_order() {
        std::deque<Item> items;
        while (order_.size() != 0) items.push_back(order_.take());
        return items;
    }

    mutable std::mutex mutex_;
    std::condition_variable ready_;
    Order order_;
    bool stopped_ = false;
};

/// First come, first served.
template <class Job> class ArrivalOrder {
public:
    using Item = Job;

    explicit ArrivalOrder(std::size_t places) : places_(places) {}

    std::optional<Job> add(Job job) {
        if (jobs_.size() >= places_) return job;
        jobs_.push_back(std::move(job));
        return std::nullopt;
    }
    Job take() {
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        return job;
    }
    template <class Is> Job take_if(Is is) {
        const auto found = std::find_if(jobs_.begin(), jobs_.end(), std::move(is));
        if (found == jobs_.end()) return Job{};
        Job job = std::move(*found);
        jobs_.erase(found);
        return job;
    }
    std::size_t size() const { return jobs_.size(); }

private:
    const std::size_t places_;
    std::deque<Job> jobs_;
};

/// Turns go round by who asks: whoever asks for many waits behind their own, not others behind them.
template <class Job, class Asker> class RoundOrder {
public:
    using Item = Job;

    /// `places` for all that wait, `places_of_one` for one asker's.
    RoundOrder(std::size_t places, std::size_t places_of_one) : places_(places), places_of_one_(places_of_one) {}

    std::optional<Job> add(Job job, Asker asker) {
        if (size_ >= places_) return job;
        const auto own = jobs_.find(asker);
        if (own != jobs_.end() && own->second.size() >= places_of_one_) return job;
        if (own == jobs_.end()) turns_.push_back(asker);
        jobs_[asker].push_back(std::move(job));
        ++size_;
        return std::nullopt;
    }
    Job take() {
        const Asker asker = turns_.front();
        turns_.pop_front();
        const auto own = jobs_.find(asker);
        Job job = std::move(own->second.front());
        own->second.pop_front();
        --size_;
        if (own->second.empty())
            jobs_.erase(own);
        else
            turns_.push_back(asker);
        return job;
    }
    std::size_t size() const { return size_; }

private:
    const std::size_t places_;
    const std::size_t places_of_one_;
    std::size_t size_ = 0;
    std::unordered_map<Asker, std::deque<Job>> jobs_;  // none is empty
    std::deque<Asker> turns_;  // each of those once
};

}  // namespace uag
